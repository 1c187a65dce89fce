//! Our values in PostgreSQL's binary form.

use std::borrow::Cow;
use std::error::Error;

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

use crate::value::Value;

type Failure = Box<dyn Error + Sync + Send>;

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::I64(v) => match *ty {
                Type::INT8 => v.to_sql(ty, out),
                Type::INT4 => i32::try_from(*v)?.to_sql(ty, out),
                Type::INT2 => i16::try_from(*v)?.to_sql(ty, out),
                Type::FLOAT8 => (*v as f64).to_sql(ty, out),
                _ => Err(mismatch("I64", ty)),
            },
            Value::F64(v) if *ty == Type::FLOAT8 => v.to_sql(ty, out),
            Value::Bool(v) if *ty == Type::BOOL => v.to_sql(ty, out),
            Value::Text(v) if <&str as ToSql>::accepts(ty) => v.as_ref().to_sql(ty, out),
            Value::Bytes(v) if *ty == Type::BYTEA => v.as_ref().to_sql(ty, out),
            Value::Uuid(v) if *ty == Type::UUID => v.to_sql(ty, out),
            Value::F64(_) => Err(mismatch("F64", ty)),
            Value::Bool(_) => Err(mismatch("Bool", ty)),
            Value::Text(_) => Err(mismatch("Text", ty)),
            Value::Bytes(_) => Err(mismatch("Bytes", ty)),
            Value::Uuid(_) => Err(mismatch("Uuid", ty)),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn mismatch(given: &str, ty: &Type) -> Failure {
    format!("{given} diberikan untuk parameter bertipe {ty}").into()
}

/// A cell of any type that our schema uses.
struct Cell<'a>(Value<'a>);

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Failure> {
        Ok(Self(match *ty {
            Type::INT8 => Value::I64(i64::from_sql(ty, raw)?),
            Type::INT4 => Value::I64(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Value::I64(i16::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Value::F64(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => Value::F64(f32::from_sql(ty, raw)?.into()),
            Type::BOOL => Value::Bool(bool::from_sql(ty, raw)?),
            Type::BYTEA => Value::Bytes(Cow::Borrowed(raw)),
            Type::UUID => Value::Uuid(Uuid::from_sql(ty, raw)?),
            _ => Value::Text(Cow::Borrowed(<&str as FromSql>::from_sql(ty, raw)?)),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Failure> {
        Ok(Self(Value::Null))
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT8
                | Type::INT4
                | Type::INT2
                | Type::FLOAT8
                | Type::FLOAT4
                | Type::BOOL
                | Type::BYTEA
                | Type::UUID
        ) || <&str as FromSql>::accepts(ty)
    }
}

/// One cell of a row.
pub(crate) fn cell(row: &tokio_postgres::Row, column: usize) -> Option<Value<'_>> {
    row.try_get::<_, Cell<'_>>(column).ok().map(|cell| cell.0)
}
