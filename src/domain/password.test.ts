import { describe, expect, it } from 'vitest';
import { checkPassword } from './password';

describe('a password', () => {
  it.each([
    ['nine chars'.slice(0, 9), 'PASSWORD_TOO_SHORT'],
    ['', 'PASSWORD_TOO_SHORT'],
    ['x'.repeat(201), 'PASSWORD_TOO_LONG'],
    ['Wang.Xiaoming', 'PASSWORD_IS_USERNAME'],
    ['wang.xiaoming wang.xiaoming', 'PASSWORD_IS_USERNAME'],
    ['1212121212', 'PASSWORD_TOO_PLAIN'],
  ])('%j is refused', (password, code) => {
    expect(checkPassword(password, 'wang.xiaoming')?.code).toBe(code);
  });

  it('is long enough in characters, not in bytes', () => {
    expect(checkPassword('扶贫项目全流程管理好', 'wang')).toBeNull();
    expect(checkPassword('correct horse', 'wang')).toBeNull();
    expect(checkPassword('wang.xiaoming-2026', 'wang.xiaoming')).toBeNull();
  });
});
