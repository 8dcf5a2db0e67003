import readExcelFile from 'read-excel-file/node';

/** Why nothing can be taken from a file, in one line for whoever chose it. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
}

export type Cell = string | number | boolean | Date | null;
export type SheetRow = readonly Cell[];

/** The container of .xls, and of every .xlsx that asks for a password: ECMA-376 seals it into an OLE file. */
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const SEALED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const LOOKED_AT_BYTES = 4096;
/** Fifty thousand rows with two texts of 500 characters each unpack to less than a fifth of it. */
const MOST_UNPACKED_BYTES = 512 * 1024 * 1024;

const DAMAGED = 'this .xlsx is damaged or is no workbook; export it again';

/** Every sheet of an .xlsx, row by row as it is numbered there. Throws a `FileRefusal`. */
export async function readWorkbook(bytes: Buffer): Promise<readonly (readonly SheetRow[])[]> {
  const problem = otherKindOf(bytes);
  if (problem !== undefined) throw new FileRefusal(problem);
  const unpacked = unpackedBytes(bytes);
  if (unpacked === undefined) throw new FileRefusal(DAMAGED);
  if (unpacked > MOST_UNPACKED_BYTES) throw new FileRefusal('this .xlsx is too large unpacked: export by period');
  try {
    const sheets = await readExcelFile(bytes);
    return sheets.map(({ data }) => data as unknown as readonly SheetRow[]); // its types say `typeof Date` for a Date
  } catch (cause) {
    throw new FileRefusal(DAMAGED, { cause });
  }
}

/** By what is in it: names of files are only what somebody says. */
function otherKindOf(bytes: Buffer): string | undefined {
  if (bytes.length === 0) return 'this file is empty';
  if (startsWith(bytes, ZIP)) return undefined;
  if (startsWith(bytes, OLE))
    return bytes.includes(SEALED_STREAM)
      ? 'this file is encrypted: open it, take the password off and save it as .xlsx'
      : 'this is an old .xls file: open it and save it as .xlsx';
  const text = bytes.subarray(0, LOOKED_AT_BYTES);
  if (text.includes(0)) return 'this is no Excel workbook (.xlsx)';
  if (/<(!doctype\s+html|html|table|form)\b/i.test(text.toString()))
    return 'this is a web page, not an .xlsx (a login page?); export it again, or open it and save it as .xlsx';
  return 'this is a text file (.csv?), not an .xlsx: take the Excel export';
}

function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start);
}

const END = Buffer.from('PK\u0005\u0006', 'latin1');
const ENTRY = 0x02014b50;

/** As the directory at the end of a zip has it (APPNOTE 4.3.12, 4.3.16); `undefined` for one that was cut. */
function unpackedBytes(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(END);
  if (end < 0 || end + 22 > bytes.length) return undefined;
  let total = 0;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== ENTRY) return undefined;
    total += bytes.readUInt32LE(at + 24); // of a larger one (zip64) this is 4 GiB
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return total;
}
