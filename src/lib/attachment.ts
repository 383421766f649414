/** Headers of a file to keep: its true name in UTF-8 (RFC 6266), a plain one for old readers, stored by nobody between. */
export function attachment(fileName: string, mediaType: string): Record<string, string> {
  const ending = fileName.slice(fileName.lastIndexOf('.')).replace(/[^.a-z0-9]/gi, '');
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return {
    'Content-Type': mediaType,
    'Content-Disposition': `attachment; filename="export${ending}"; filename*=UTF-8''${encoded}`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
    'Referrer-Policy': 'no-referrer',
  };
}
