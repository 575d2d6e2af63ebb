import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { helpWith } from '../../source/input/look/kinds.ts';
import { contradiction, look } from '../../source/input/look/look.ts';
import { conformanceCases } from '../helpers/conformance.ts';
import { encoded } from '../helpers/encoded.ts';

const RECORD = '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "login"}\n';

/** Bytes, each as its character, with zeros after them, as files in blocks have them. */
function bytes(text: string, length = 1024): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at < text.length ? text.charCodeAt(at) : 0));
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

/** Numbers that look like chance, and are the same in each run. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 16;
  });
}

/** The first bytes of a zip archive, with the names of its first members. */
const zipWith = (...names: readonly string[]): Uint8Array =>
  bytes(`${'PK\x03\x04\x14\x00\x00\x00'.padEnd(30, '\0')}${names.join('\0'.repeat(30))}`);

describe('the first bytes of an input', () => {
  it.for([
    ['gzip', '\x1f\x8b\x08\x00'],
    ['zstd', '\x28\xb5\x2f\xfd'],
    ['zstd', '\x52\x2a\x4d\x18'],
    ['bzip2', 'BZh91AY&SY'],
    ['bzip2', 'BZh9\x17\x72\x45\x38\x50\x90'],
    ['xz', '\xfd7zXZ\x00'],
  ])('say that it is compressed with %s', ([compression, beginning]) => {
    expect(look(bytes(beginning))).toEqual({ kind: 'compressed', compression });
  });

  it.for(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'] as const)(
    'say by a byte-order mark, or by their zeros, that it is %s',
    (encoding) => {
      for (const content of [RECORD, '{"user_id": "张伟李娜", "event_type": "搜索"}\n'])
        for (const mark of ['\ufeff', ''])
          expect(look(encoded(mark + content.repeat(9), encoding))).toEqual({ kind: 'text', encoding });
    },
  );

  it.for([
    ['zip', zipWith('events.json')],
    // The path of a page in a record makes no Word document of its archive.
    ['zip', zipWith('events.json{"page": "/password/reset", "menu": "xl/"}')],
    ['tar', bytes(`${'events.json'.padEnd(257, '\0')}ustar\x0000`)],
    ['tar', bytes(`${'events.json'.padEnd(257, '\0')}ustar  \0`)],
  ] as const)('say that it is a %s archive, whose members are files', ([archive, head]) => {
    expect(look(head)).toEqual({ kind: 'archive', archive });
    // A format of text that is named is that of its members.
    expect(look(head, { isText: true })).toEqual({ kind: 'archive', archive });
  });

  it.for([
    ['an Excel workbook', zipWith('[Content_Types].xml', 'xl/workbook.xml')],
    ['a Word document', zipWith('_rels/.rels', 'word/document.xml')],
    ['an Office document', zipWith('docProps/app.xml')],
    ['an OpenDocument file', zipWith('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')],
    ['a Java archive', zipWith('META-INF/MANIFEST.MF')],
    ['an Arrow or Feather file', bytes('ARROW1\0\0')],
    ['an Arrow stream', bytes('\xff\xff\xff\xff\x70\x01\0\0')],
    ['an Avro file', bytes('Obj\x01')],
    ['an SQLite database', bytes('SQLite format 3\0')],
    ['a DuckDB database', bytes('\x12\x34\x56\x78\x12\x34\x56\x78DUCK\x40')],
    ['a PDF document', bytes('%PDF-1.7\n')],
    ['an image', bytes('\x89PNG\r\n\x1a\n')],
    ['an image', bytes('\xff\xd8\xff\xe0')],
    ['compressed with lz4', bytes('\x04\x22\x4d\x18')],
    ['encrypted', bytes('Salted__\x12\x34')],
    ['a Git LFS pointer', text('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n')],
    ['encrypted', text('-----BEGIN PGP MESSAGE-----\n\nhQEMA5\n')],
    ['an HTML page', text('\n<!DOCTYPE HTML>\n<html><script>{"a": 1}</script></html>')],
    ['an HTML page', text('<html><body>502 Bad Gateway</body></html>')],
    ['XML', text('<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>')],
    ['the error message of a program', text('bash: kubectl: command not found\n')],
    ['the error message of a program', text('cat: events.json: No such file or directory\n')],
    ['the error message of a program', text('Traceback (most recent call last):\n  File "a.py", line 1\n')],
    ["Python's notation", text("{'user_id': 1, 'event_type': 'open'}\n".repeat(3))],
    ["Python's notation", text('[{"user_id": 1, "event_time": datetime(2024, 5, 3, 9)}]')],
    ["Python's notation", text('{"user_id": 1, "ok": True}\n{"user_id": 2, "ok": None}\n')],
    ["JavaScript's notation", text('export default [{ user_id: 1, event_type: "open" }];')],
    ["the MongoDB shell's notation", text('{ "_id" : ObjectId("5f"), "at" : ISODate("2024-05-03") }\n')],
    ['binary data', noise(4096)],
    ['binary data', noise(60)],
  ] as const)('say that it is %s, which holds no events as it is', ([what, head]) => {
    const found = look(head);
    expect(found).toMatchObject({ kind: 'unreadable', what: expect.stringContaining(what) });
    if (found.kind === 'unreadable') expect(helpWith(found, undefined)).not.toBe('');
  });

  it.for([
    ['nothing', ''],
    ['records', RECORD],
    ['a logger that writes tags', `<34>1 2024 app: ${RECORD}`],
    ['errors of a shell between records', `bash: x: command not found\n${RECORD}`],
    ['a variable of JavaScript', `const events = [${RECORD}];`],
    ['one record in the notation of Python among others', `${RECORD}{'user_id': 1}\n`],
    ['damaged records', '{"user_id": 1, "event_type": \n{"user_id": 2\n'],
    ['zeros where a file was truncated while it was written to', `${'\0'.repeat(2000)}${RECORD}`],
    ['the letters of a database in a record', '{"dog":"DUCK", "user_id": 1}'],
    ['colours of a terminal', `\x1b[32minfo\x1b[0m ${RECORD}`],
    ['control characters among many records', `\x01\x02\x03${RECORD.repeat(3)}`],
    ['a table', 'user_id,event_time\n1,2024-07-10\n'],
  ])('leave %s to be read', ([, content]) => {
    expect(look(text(content))).toEqual({ kind: 'text', encoding: 'utf-8' });
  });

  it('say what they are the beginning of, where no more is left', () => {
    expect(look(text('BZh91A'))).toEqual({ kind: 'compressed', compression: 'bzip2' });
    expect(look(text('BZ'))).toMatchObject({ kind: 'text' });
  });

  it('are UTF-16 where the first character is a zero, and UTF-32 where all have such numbers', () => {
    for (const encoding of ['utf-16le', 'utf-32le', 'utf-32be'] as const)
      expect(look(encoded(`\ufeff\0${RECORD}`, encoding))).toEqual({ kind: 'text', encoding });
  });

  it('are UTF-32 by their mark, with a damaged character too', () => {
    const content = encoded(`\ufeff${RECORD.repeat(3)}`, 'utf-32le');
    const damaged = Buffer.concat([content, Buffer.alloc(4, 0xff), content.subarray(4)]);
    expect(look(damaged)).toEqual({ kind: 'text', encoding: 'utf-32le' });
  });

  it('follow the byte-order mark where only the family of the encoding was named', () => {
    const big = encoded(`\ufeff${RECORD}`, 'utf-16be');
    expect(look(big, { encoding: 'UTF_16' })).toEqual({ kind: 'text', encoding: 'utf-16be' });
    expect(look(big, { encoding: 'utf-16le' })).toEqual({ kind: 'text', encoding: 'utf-16le' });
    expect(look(text(RECORD), { encoding: 'utf-16' })).toEqual({ kind: 'text', encoding: 'utf-16' });
  });

  it.for([
    ['ERROR 1045 (28000): Access denied', 'the error message of a program'],
    [
      'An error occurred (AccessDenied) when calling the GetObject operation',
      'the error message of a program',
    ],
    ['parse error: Invalid numeric literal at line 1, column 5\n', 'the error message of a program'],
    ['const events = [{ user_id: 1 }]', "JavaScript's notation, not JSON"],
    ['{\n  // who\n  "user_id": 1\n}', 'JSON with comments (JSON5)'],
    [
      '-- dump\n\nSET NAMES utf8;\nINSERT INTO `log` (`id`, `user_id`) VALUES\n(1, 2),\n(2, 3);\n',
      'an SQL dump',
    ],
    ['[13/08/2023, 09:15:32] Ana: Hey, how are you?\n', 'a chat of WhatsApp as text'],
    ['14.08.23, 09:15 - Ben Ode: Well\n', 'a chat of WhatsApp as text'],
    [
      '#Version: 1.0\n#Fields: date time c-ip\n2024-05-03 09:00:00 192.0.2.1\n',
      'a log of a web server (W3C)',
    ],
    ['[[["3/05/24", "Ana"], ["4/05/24", "Ben"]]]', 'rows as arrays, not objects'],
    ['[1714726800, "ana"]\n[1714726801, "ben"]\n', 'rows as arrays, not objects'],
    ['"[{\\"user\\": \\"ana\\"}]"\n', 'an array of JSON in a string'],
    ['"\\"{\\\\\\"a\\\\\\": 1}\\""\n', 'JSON in a string in a string'],
    [
      '192.0.2.1 - ana [03/May/2024:09:00:00 +0000] "GET / HTTP/1.1" 200 12\n',
      'an access log of a web server, not JSON',
    ],
    ['time=2024-05-03T09:00:00Z user=ana msg="a b"\n', 'a log of pairs (logfmt), not JSON'],
    ['- user: ana\n  time: 2024-05-03\n', 'YAML, not JSON'],
    [
      '2024-05-03 09:00:00,123 - app - INFO - hi\n2024-05-03 09:00:01,456 - app - INFO - ho\n',
      'a log of lines of text, not JSON',
    ],
    ['May  3 09:00:00 host sshd[12]: Accepted password\n', 'a log of lines of text (syslog), not JSON'],
    ['CEF:0|V|P|1|100|login|5|rt=1714726800123 suser=ana\n', 'CEF, a log of events of security, not JSON'],
    ['<!-- moved --><p>Moved</p>', 'an HTML page'],
  ])('say what a text is that is no JSON: %s', ([content, what]) => {
    expect(look(text(content))).toMatchObject({ kind: 'unreadable', what });
    // A record that is JSON makes it one to be read, but for a page.
    if (what !== 'an HTML page') expect(look(text(`${content}\n${RECORD}`))).toMatchObject({ kind: 'text' });
  });

  it('leave every conformance case to be read', () => {
    for (const { name, input } of conformanceCases)
      expect(look(input), name).toEqual({ kind: 'text', encoding: 'utf-8' });
  });

  it('are decided on quickly, whatever they are', () => {
    const hostile = [
      ...[
        '{',
        '\n',
        ' {',
        "{'",
        '<!--',
        '<!-- --> ',
        '{ a',
        '{"a":{',
        ': ',
        'a: ',
        '\n{\n',
        "\n \n{\n'",
        '<a ',
      ],
      ...[
        '\x01{',
        'a,',
        '"',
        '\\',
        'a/b.sh: ',
        '[',
        '{"a":[',
        "{'a':1}\n",
        '{a:1}\n',
        '<!-- ',
        'a.',
        ':None',
      ],
    ];
    for (const part of hostile) {
      const head = text(part.repeat(65536).slice(0, 65536));
      expect(['text', 'unreadable']).toContain(look(head).kind);
    }
  });
});

describe('what to do about a file', () => {
  it.for([
    ['events.xlsx', 'unzip -p events.xlsx'],
    ['my events.zip', "unzip -p 'my events.zip'"],
    ["it's.zip", "unzip -p 'it'\\''s.zip'"],
    ['-rf', 'unzip -p ./-rf'],
    ['a\nb', 'unzip -p FILE'],
    ['a\u202eb', 'unzip -p FILE'],
    [undefined, 'unzip -p FILE'],
  ])('named %s is a command that can be typed as it is', ([name, command]) => {
    expect(helpWith({ what: '', help: 'unzip -p {}' }, name)).toBe(command);
  });
});

describe('a name', () => {
  it.for([
    ['events.json', 'gzip', 'is compressed with gzip, whatever its name says'],
    ['events.json.gz', undefined, 'is not compressed, whatever its name says'],
    ['events.json.gz', 'zstd', 'is compressed with zstd, whatever its name says'],
    ['events.json.gz', 'gzip', undefined],
    ['events.tgz', 'gzip', undefined],
    ['events.JSON', undefined, undefined],
    ['events', 'xz', undefined],
    ['events.parquet', undefined, 'is text, whatever its name says'],
    ['events.parquet', 'parquet', undefined],
    ['events.jsonl', 'parquet', 'is Parquet, whatever its name says'],
    ['stdin', 'gzip', undefined],
  ] as const)('%s of content in %s is mentioned where it contradicts', ([name, found, said]) => {
    const words = contradiction(name, found);
    if (said === undefined) expect(words).toBeUndefined();
    else expect(words).toContain(said);
  });
});

describe('the example files', () => {
  const look1 = (name: string): string => {
    const found = look(readFileSync(new URL(`../conformance/files/${name}`, import.meta.url)));
    return found.kind === 'unreadable' ? found.what : found.kind;
  };

  it('are known for what they are', () => {
    expect(look1('wrong-html.json')).toBe('an HTML page');
    expect(look1('time-python.json')).toBe("Python's notation, not JSON");
    expect(look1('utf16le.jsonl')).toBe('text');
    expect(look1('compressed.jsonl.gz')).toBe('compressed');
  });
});
