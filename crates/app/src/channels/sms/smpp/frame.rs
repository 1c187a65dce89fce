//! Commands on the line, one at a time: one that cannot be read is passed over and does not end the line.

use bytes::BytesMut;
use rusmpp::Command;
use rusmpp::tokio_codec::CommandCodec;
use tokio_util::codec::Decoder as _;

/// Longest command: a message of 64 KiB in a parameter, and what stands around it.
const LONGEST: usize = 70 * 1024;
/// Length, command, status and number.
const HEADER: usize = 16;

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A command.
    Command(Box<Command>),
    /// One that cannot be read.
    Broken {
        /// Which command it says to be.
        id: u32,
        /// Its number.
        number: u32,
    },
}

/// No command has such a length: where the next one begins is not known any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost;

/// Takes the first command off what came; `None` where it is not whole yet.
///
/// # Errors
/// [`Lost`].
pub fn next(ahead: &mut BytesMut) -> Result<Option<Heard>, Lost> {
    let field = |at: usize| {
        let octets = ahead.get(at..at + 4)?;
        Some(u32::from_be_bytes(octets.try_into().ok()?))
    };
    let Some(length) = field(0).and_then(|length| usize::try_from(length).ok()) else {
        return Ok(None);
    };
    if !(HEADER..=LONGEST).contains(&length) {
        return Err(Lost);
    }
    let (Some(id), Some(number)) = (field(4), field(12)) else {
        return Ok(None);
    };
    if ahead.len() < length {
        return Ok(None);
    }
    let mut frame = ahead.split_to(length);
    let read = CommandCodec::new()
        .with_max_length(LONGEST)
        .decode(&mut frame);
    Ok(Some(match read {
        Ok(Some(command)) => Heard::Command(Box::new(command)),
        Ok(None) | Err(_) => Heard::Broken { id, number },
    }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rusmpp::CommandId;

    use super::*;

    const ENQUIRE: [u8; 16] = [0, 0, 0, 16, 0, 0, 0, 0x15, 0, 0, 0, 0, 0, 0, 0, 7];

    #[test]
    fn commands_are_taken_one_by_one() {
        let mut ahead = BytesMut::from(&[&ENQUIRE[..], &ENQUIRE[..9]].concat()[..]);
        let Ok(Some(Heard::Command(command))) = next(&mut ahead) else {
            panic!("a whole command");
        };
        assert_eq!(
            (command.id(), command.sequence_number()),
            (CommandId::EnquireLink, 7)
        );
        assert_eq!(next(&mut ahead), Ok(None));
        // A delivery that ends in its first word is passed over; what follows is read.
        let mut broken = [&ENQUIRE[..], b"abc"].concat();
        (broken[3], broken[7]) = (19, 5);
        let mut ahead = BytesMut::from(&[&broken[..], &ENQUIRE[..]].concat()[..]);
        assert_eq!(
            next(&mut ahead),
            Ok(Some(Heard::Broken { id: 5, number: 7 }))
        );
        assert!(matches!(next(&mut ahead), Ok(Some(Heard::Command(_)))));
        for length in [0, 15, 0x00FF_FFFF_u32] {
            assert_eq!(
                next(&mut BytesMut::from(&length.to_be_bytes()[..])),
                Err(Lost)
            );
        }
    }

    proptest! {
        #[test]
        fn anything_is_read(octets in any::<Vec<u8>>(), id in prop::sample::select(vec![1_u32, 4, 5, 9, 0x103, 0x8000_0004, 0x8000_0009]), body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let mut ahead = BytesMut::from(&octets[..]);
            while let Ok(Some(_)) = next(&mut ahead) {}
            let length = u32::try_from(16 + body.len()).unwrap_or(16);
            let mut framed = BytesMut::new();
            for field in [length, id, 0, 1] {
                framed.extend_from_slice(&field.to_be_bytes());
            }
            framed.extend_from_slice(&body);
            prop_assert!(matches!(next(&mut framed), Ok(Some(_))));
            prop_assert!(framed.is_empty());
        }
    }
}
