import { setTimeout as sleep } from 'node:timers/promises';
import { deflateRawSync } from 'node:zlib';
import { zipStored } from '@/server/unzip';
import type { Outcome, Target } from './target';

const PDF = Buffer.from('%PDF-1.4\n%%EOF\n');
const pdfWith = (text: string) => Buffer.from(`%PDF-1.4\n1 0 obj << ${text} >> endobj\n%%EOF\n`);
const zip = (files: Record<string, string>) =>
  zipStored(new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
const office = (files: Record<string, string> = {}) =>
  zip({
    '[Content_Types].xml':
      '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    'word/document.xml': '<d/>',
    ...files,
  });
function png(width: number, height: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452000000000000000008060000001f15c489', 'hex');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([
    head,
    Buffer.from('0000000a49444154789c6300010000050001', 'hex'),
    Buffer.from('0000000049454e44ae426082', 'hex'),
  ]);
}
const declaring = (bytes: Buffer, size: number) => {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(size, copy.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
  return copy;
};

/** Files that must not be taken, by content, whatever they are called. */
const REFUSED: [string, Buffer][] = [
  ...[
    '<script>alert(1)</script>',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<?php system($_GET[0]); ?>',
    '#!/bin/sh\nid\n',
    '@echo off\r\ncalc\r\n',
    '<html><body>x</body></html>',
    '{\\rtf1 x}',
    'MZ\0\0',
    '\x7fELF\x02\x01\x01',
    'From: a\r\nContent-Type: text/html\r\n\r\n<script>',
    '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old office',
    'GIF89a\x01\0\x01\0\0\0\0;',
    'BM      ',
    'II*\0',
    'RIFF    WEBPVP8 ',
    '\x1f\x8b\x08\0\0\0\0\0',
    '7z\xbc\xaf\x27\x1c',
    'Rar!\x1a\x07\0',
    'BZh91AY',
    '%!PS-Adobe-3.0',
    '\xca\xfe\xba\xbe\0\0\0\x34',
    '\0asm\x01\0\0\0',
    'SQLite format 3\0',
  ].map((text, n): [string, Buffer] => [`text-${n}.pdf`, Buffer.from(text, 'latin1')]),
  ['zip.docx', zip({ 'a.txt': 'x' })],
  ['zip-in-zip.docx', zip({ 'a.zip': 'PK\x03\x04' })],
  ['jar.docx', zip({ 'META-INF/MANIFEST.MF': 'Main-Class: A' })],
  ['macro.docx', office({ 'word/vbaProject.bin': 'x' })],
  ['activex.docx', office({ 'word/activeX/activeX1.bin': 'x' })],
  ['object.docx', office({ 'word/embeddings/oleObject1.bin': 'x' })],
  ['slip.docx', office({ '../../../etc/cron.d/x': 'x' })],
  ['slip-back.docx', office({ '..\\..\\x': 'x' })],
  ['root.docx', office({ '/etc/x': 'x' })],
  ['bomb.docx', declaring(office(), 0xfffffffe)],
  ['bomb-300.docx', declaring(office(), 300 * 1024 * 1024)],
  ['many.docx', office(Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`word/${n}.xml`, ''])))],
  ['cut.docx', office().subarray(0, 300)],
  ['packed.docx', deflateRawSync(Buffer.alloc(1_000_000))],
  ['png-bomb.png', png(29_999, 29_999)],
  ['png-row.png', png(2_000_000_000, 1)],
  ['png-column.png', png(1, 2_000_000_000)],
  ['png-huge.png', png(0xffffffff, 0xffffffff)],
  ['heic.heic', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])],
  ['pdf-bomb.pdf', pdfWith('/Filter [/FlateDecode /FlateDecode /FlateDecode]')],
  ['pdf-bomb-short.pdf', pdfWith('/Filter [/Fl /Fl /Fl /Fl]')],
  ['pdf-launch.pdf', pdfWith('/S /Launch /F (calc.exe)')],
  ['pdf-script.pdf', pdfWith('/S /JavaScript /JS (app.alert(1))')],
  ['pdf-file.pdf', pdfWith('/Type /EmbeddedFile')],
  ['empty.pdf', Buffer.alloc(0)],
  ['large.pdf', Buffer.concat([PDF, Buffer.alloc(21 * 1024 * 1024)])],
  ['zeros.png', Buffer.alloc(1000)],
];
/** Good bytes under a hostile name: taken, and called by nothing that does harm. */
const NAMES = [
  '../../etc/passwd',
  '..\\..\\x.exe',
  'a.pdf\0.exe',
  '\u202efdp.exe',
  '"; filename="x.html',
  '<img src=x>.pdf',
  'CON.pdf',
  'x'.repeat(3_000),
  '=cmd|calc.pdf',
  'a\r\nSet-Cookie: a=1.pdf',
  '.htaccess',
];

/** Hostile uploads by a receiving officer for a case of theirs; a finding is a file that was taken, or an answer of 500. */
export async function uploadHostile(target: Target): Promise<Outcome> {
  const cookie = await target.cookieOf('station');
  const { rows } = await target.owner.query(
    `SELECT c.id FROM case_record c JOIN app_user u ON u.username = 'station' JOIN organisation o ON o.id = u.organisation_id
     WHERE c.village_id = o.region_id AND c.status = 'OPEN' AND c.stage IN ('CONSULTATION', 'ACCEPTANCE') ORDER BY c.id LIMIT 1`,
  );
  const caseId = rows[0]?.id as string | undefined;
  if (!caseId) return { part: 'uploads', tried: 0, findings: ['no case of the receiving officer was found'] };
  const findings: string[] = [];
  const statuses: Record<string, number> = {};
  const send = async (name: string, bytes: Buffer) => {
    const body = new FormData();
    body.set('caseId', caseId);
    body.set('requirementCode', 'APPLICATION_FORM');
    body.set('file', new File([new Uint8Array(bytes)], name));
    const headers = { cookie, origin: target.url, accept: 'application/json' };
    let answer = await fetch(`${target.url}/api/files`, { method: 'POST', body, headers });
    for (let tries = 0; answer.status === 503 && tries < 20; tries += 1) {
      await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1000);
      answer = await fetch(`${target.url}/api/files`, { method: 'POST', body, headers });
    }
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    return { status: answer.status, body: (await answer.json().catch(() => ({}))) as { documentIds?: string[] } };
  };
  for (const [name, bytes] of REFUSED) {
    const { status } = await send(name, bytes);
    if (status < 400 || status >= 500 || [401, 403, 404, 429].includes(status)) findings.push(`${name}: ${status}`);
  }
  for (const name of NAMES) {
    const { status, body } = await send(name, PDF);
    if (status !== 201) findings.push(`${JSON.stringify(name.slice(0, 40))}: ${status}`);
    const id = body.documentIds?.[0];
    if (!id) continue;
    const sent = await fetch(`${target.url}/api/files/${id}`, { headers: { cookie } });
    const kept = decodeURIComponent(sent.headers.get('content-disposition') ?? '');
    if (/[<>\r\n\u202e\0/\\]|\.(exe|html|htaccess)$/.test(kept.replace(/^.*''/, ''))) findings.push(`kept as ${kept}`);
  }
  return { part: 'uploads', tried: REFUSED.length + NAMES.length, findings, figures: { statuses } };
}
