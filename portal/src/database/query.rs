//! A query that is put together from what is asked for: its text and its values, side by side.
//!
//! SECURITY: the text is made of words of this program alone; whatever comes from outside is a value.

use crate::error::Error;
use sqlx::any::AnyRow;
use sqlx::{AnyPool, AssertSqlSafe};

enum Value {
    Text(String),
    Number(i64),
}

/// A query in the making.
pub(crate) struct Query {
    text: String,
    values: Vec<Value>,
}

impl Query {
    pub(crate) fn new(text: &'static str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    /// Goes on with this text.
    pub(crate) fn then(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Goes on with a text that is a value.
    pub(crate) fn text(&mut self, value: impl Into<String>) -> &mut Self {
        self.value(Value::Text(value.into()))
    }

    /// Goes on with a number that is a value.
    pub(crate) fn number(&mut self, value: i64) -> &mut Self {
        self.value(Value::Number(value))
    }

    fn value(&mut self, value: Value) -> &mut Self {
        self.values.push(value);
        self.text.push_str(&format!("${}", self.values.len()));
        self
    }

    /// Every row that it answers.
    pub(crate) async fn rows(self, pool: &AnyPool) -> Result<Vec<AnyRow>, Error> {
        let mut query = sqlx::query(AssertSqlSafe(self.text));
        for value in self.values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Number(number) => query.bind(number),
            };
        }
        Ok(query.fetch_all(pool).await?)
    }

    /// How the database would go about it, one step a line.
    #[cfg(test)]
    pub(crate) async fn plan(mut self, pool: &AnyPool, explain: &'static str) -> String {
        use sqlx::Row as _;
        self.text.insert_str(0, explain);
        let rows = self.rows(pool).await.unwrap();
        let step = |row: &AnyRow| row.get::<String, _>(row.len() - 1);
        rows.iter().map(step).collect::<Vec<_>>().join("\n")
    }
}
