// A message centre made of npm's `smpp`, a library nobody here wrote: it takes one account, numbers what it is handed,
// and does as it is told on its standard input, one JSON value a line. What it sees it writes to its standard output.
'use strict';
const smpp = require('smpp');
const readline = require('node:readline');

const say = (what, value) => console.log(JSON.stringify({ what, ...value }));
let line = null;
let mood = 'works';
let count = 254;

const server = smpp.createServer((session) => {
  session.on('error', () => {});
  session.on('bind_transceiver', (pdu) => {
    if (pdu.system_id !== 'lapor' || pdu.password !== 'sandi') {
      session.send(pdu.response({ command_status: smpp.ESME_RBINDFAIL }));
      return session.close();
    }
    session.send(pdu.response());
    line = session;
    say('bound', { version: pdu.interface_version });
  });
  session.on('submit_sm', (pdu) => {
    count += 1;
    const id = count.toString(16);
    say('submit', {
      id,
      mood,
      from: pdu.source_addr,
      to: pdu.destination_addr,
      text: pdu.short_message.message,
      receipt: pdu.registered_delivery,
    });
    if (mood === 'works') session.send(pdu.response({ message_id: id }));
    if (mood === 'full') session.send(pdu.response({ command_status: smpp.ESME_RMSGQFUL }));
    if (mood === 'unknown') session.send(pdu.response({ command_status: smpp.ESME_RINVDSTADR }));
  });
  session.on('deliver_sm_resp', (pdu) => say('answered', { status: pdu.command_status, number: pdu.sequence_number }));
  session.on('enquire_link', (pdu) => {
    say('enquire', {});
    session.send(pdu.response());
  });
});

const deliver = (pdu) => {
  if (pdu.udh) pdu.short_message = { udh: Buffer.from(pdu.udh, 'hex'), message: pdu.short_message };
  delete pdu.udh;
  line.deliver_sm(pdu, (answer) => say('delivered', { status: answer.command_status }));
};

readline.createInterface({ input: process.stdin }).on('line', (text) => {
  const told = JSON.parse(text);
  if (told.mood) {
    mood = told.mood;
    say('mood', { mood });
  }
  if (told.deliver) deliver(told.deliver);
  if (told.raw) line.socket.write(Buffer.from(told.raw, 'hex'));
  if (told.hangUp) line.destroy();
}).on('close', () => process.exit(0));

server.listen(0, '127.0.0.1', () => say('listening', { port: server.address().port }));
