//! The lines of a file: header, delimiter, fields, and where each line begins.
//!
//! The delimiter is what the header uses: `;` if there is one in it, else `,`.

use super::person::Person;
use super::problem::{Code, Column, Problem};
use super::{FILE_BYTES, ROWS};
use crate::error::{Error, Internal};
use csv::{ByteRecord, ReaderBuilder};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What stands in a file.
#[derive(Default)]
pub(super) struct File {
    /// How many lines stand for users, right or wrong.
    pub(super) rows: usize,
    /// Those with a valid user name.
    pub(super) people: Vec<Person>,
    pub(super) problems: Vec<Problem>,
}

/// Reads a file. What is wrong is in its problems.
pub(super) fn read(bytes: &[u8]) -> Result<File, Error> {
    let mut file = File::default();
    if bytes.len() > FILE_BYTES {
        file.problems.push(Problem::of_file(Code::TooLarge));
        return Ok(file);
    }
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let delimiter = delimiter(bytes);
    let mut lines = Lines::new(bytes);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut columns = None;
    let mut record = ByteRecord::new();
    loop {
        let from = reader.position().byte();
        let is_there = reader.read_byte_record(&mut record);
        if !is_there.map_err(|_| Error::Internal(Internal::Record))? {
            break;
        }
        let line = lines.of_record(from);
        let Some(columns) = &columns else {
            columns = Some(header(&record, line, &mut file.problems));
            if file
                .problems
                .iter()
                .any(|problem| problem.code == Code::NoHeader)
            {
                return Ok(file);
            }
            continue;
        };
        if record.iter().all(|field| field.trim_ascii().is_empty()) {
            continue;
        }
        if file.rows == ROWS {
            file.problems
                .push(Problem::of_line(line, Code::TooManyRows));
            break;
        }
        file.rows += 1;
        row(&mut file, (line, delimiter), columns, &record);
    }
    if file.rows == 0 {
        file.problems.push(Problem::of_file(Code::Empty));
    }
    Ok(file)
}

fn row(file: &mut File, (line, delimiter): (u64, u8), columns: &[Column], record: &ByteRecord) {
    if record.len() != columns.len() {
        file.problems.push(Problem::of_line(line, Code::Fields));
        return;
    }
    let fields = columns.iter().copied().zip(record);
    let person = Person::read(line, fields, delimiter, &mut file.problems);
    file.people.extend(person);
}

fn delimiter(bytes: &[u8]) -> u8 {
    let begin = bytes.trim_ascii_start();
    let mut header = begin
        .iter()
        .take_while(|byte| !matches!(byte, b'\r' | b'\n'));
    if header.any(|byte| *byte == b';') {
        b';'
    } else {
        b','
    }
}

fn header(record: &ByteRecord, line: u64, problems: &mut Vec<Problem>) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut found = Vec::new();
    for (name, number) in record.iter().zip(1..) {
        let name = std::str::from_utf8(name).unwrap_or_default();
        let column = Column::parse(name.trim(), number);
        if let Column::Unknown(_) = column {
            found.push(Problem::new(line, column, Code::ColumnUnknown));
        } else if columns.contains(&column) {
            found.push(Problem::new(line, column, Code::ColumnRepeated));
        }
        columns.push(column);
    }
    if !columns.contains(&Column::UserName) {
        found = vec![Problem::of_line(line, Code::NoHeader)];
    }
    problems.extend(found);
    columns
}

/// Counts lines. The reader's own number is that of what stands before a record: an empty line, or
/// the second half of a line break.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            line: 1,
        }
    }

    /// The line of the record that is found from this byte on; the bytes only grow.
    fn of_record(&mut self, from: u64) -> u64 {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        while let Some(byte) = self.bytes.get(self.at) {
            let is_break = matches!(byte, b'\r' | b'\n');
            if self.at >= from && !is_break {
                break;
            }
            self.at += 1;
            let goes_on = *byte == b'\r' && self.bytes.get(self.at) == Some(&b'\n');
            if is_break && !goes_on {
                self.line += 1;
            }
        }
        self.line
    }
}
