import { describe, expect, it } from 'vitest';
import { refererPath, toLocalPath } from './local-path';

describe('toLocalPath', () => {
  it.each(['/', '/cases', '/cases?q=a&stage=B', '/cases/1#timeline'])('lets %s through', (path) => {
    expect(toLocalPath(path)).toBe(path);
  });

  it('encodes what a header cannot hold', () => {
    expect(toLocalPath('/cases?q=李家沟&view=%E6%9D%8E')).toBe('/cases?q=%E6%9D%8E%E5%AE%B6%E6%B2%9F&view=%E6%9D%8E');
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'cases',
    '',
    '/a\\b',
    '/a b',
    '/a\u0000b',
    '/a\ud800b',
    '/a\r\nSet-Cookie: x',
    null,
    undefined,
  ])('replaces %j by the fallback', (path) => {
    expect(toLocalPath(path, '/worklist')).toBe('/worklist');
  });
});

describe('refererPath', () => {
  const from = (referer: string) => refererPath(new Headers({ referer, host: 'fuqiao.test' }));

  it('gives path and query of our own page', () => {
    expect(from('http://fuqiao.test/cases?q=1')).toBe('/cases?q=1');
  });

  it('gives nothing for another site, or for none', () => {
    expect(from('http://other.test/cases')).toBeNull();
    expect(refererPath(new Headers({ host: 'fuqiao.test' }))).toBeNull();
  });
});
