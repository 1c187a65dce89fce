// npm open311, as it comes, in JSON. Two of its dependencies cannot be installed and are only for XML: empty ones stand in.
'use strict';
const assert = require('node:assert/strict');
const { promisify } = require('node:util');
const Open311 = require('open311');

const { LAPOR_ENDPOINT, LAPOR_API_KEY, LAPOR_FROM, LAPOR_TO } = process.env;

function client(settings) {
  const city = new Open311({ jurisdiction: 'palangkaraya', ...settings });
  const methods = ['serviceDiscovery', 'serviceList', 'serviceDefinition', 'submitRequest', 'token', 'serviceRequests'];
  for (const name of methods) city[name] = promisify(city[name].bind(city));
  return city;
}

async function main() {
  const city = client({ discovery: `${LAPOR_ENDPOINT}/discovery.json`, apiKey: LAPOR_API_KEY });
  const found = await city.serviceDiscovery({ cache: true, type: 'test' });
  assert.equal(found.endpoints.length, 1);
  assert.equal(city.endpoint, `${LAPOR_ENDPOINT}/`);
  const services = await city.serviceList();
  assert.ok(services.length > 10);
  const code = services[0].service_code;
  assert.equal((await city.serviceDefinition(code)).service_code, code);

  const window = { start_date: LAPOR_FROM, end_date: LAPOR_TO };
  const requests = await city.serviceRequests(false, { ...window });
  assert.ok(requests.length > 1);
  assert.ok(requests[0].requested_datetime instanceof Date && !Number.isNaN(requests[0].requested_datetime.valueOf()));
  const [one] = await city.serviceRequests(requests[0].service_request_id, {});
  assert.equal(one.service_request_id, requests[0].service_request_id);
  const ids = requests.slice(0, 2).map((request) => request.service_request_id);
  const both = await city.serviceRequests(ids, {});
  assert.deepEqual(both.map((request) => request.service_request_id), ids);

  const report = { service_code: code, address_id: '62.71.01.1001', description: 'Lubang di depan pasar, dikirim dengan open311.' };
  const [sent] = await city.submitRequest(report);
  assert.match(sent.service_request_id, /^\d{12}$/);
  assert.equal(sent.token, undefined);
  // It asks without its key, and the report is not released.
  await assert.rejects(city.token(sent.service_request_id));
  const [known] = await city.token(ids[0]);
  assert.equal(known.service_request_id, ids[0]);
  await assert.rejects(city.submitRequest({ ...report, attributes: { TIANG: '7' } }), (error) => error === 400);
  const lamps = services.find((service) => service.service_code === 'penerangan-jalan');
  assert.equal(lamps.metadata, true);
  const { attributes } = await city.serviceDefinition(lamps.service_code);
  const [state] = attributes;
  assert.equal(`${state.code} ${state.datatype} ${state.required} ${state.order}`, 'keadaan singlevaluelist true 1');
  const dark = { ...report, service_code: lamps.service_code };
  await assert.rejects(city.submitRequest(dark), (error) => error === 400);
  await assert.rejects(city.submitRequest({ ...dark, attributes: { keadaan: 'meledak' } }), (error) => error === 400);
  const [asked] = await city.submitRequest({ ...dark, attributes: { keadaan: state.values[0].key, nomor_tiang: 'PJU-07' } });
  assert.match(asked.service_request_id, /^\d{12}$/);
  await assert.rejects(client({ endpoint: `${LAPOR_ENDPOINT}/`, apiKey: 'salah' }).submitRequest(report), (error) => error === 403);
  console.log(`open311 json: ${services.length} services, ${requests.length} requests, sent ${sent.service_request_id}`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
