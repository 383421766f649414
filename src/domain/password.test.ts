import { describe, expect, it } from 'vitest';
import { checkPassword, PASSWORD_GUESSES_LOG10 } from './password';

const owner = { username: 'wang.xiaoming', names: ['王晓明', 'Wang Xiaoming'], guessesLog10: 14 };

describe('a password', () => {
  it.each([
    ['elevenchars', 'PASSWORD_TOO_SHORT'],
    ['', 'PASSWORD_TOO_SHORT'],
    ['x'.repeat(201), 'PASSWORD_TOO_LONG'],
    ['Wang.Xiaoming', 'PASSWORD_IS_USERNAME'],
    ['wang.xiaoming wang.xiaoming', 'PASSWORD_IS_USERNAME'],
    ['Wang Xiaoming Wang Xiaoming', 'PASSWORD_IS_USERNAME'],
    ['王晓明王晓明王晓明王晓明', 'PASSWORD_IS_USERNAME'],
    ['121212121212', 'PASSWORD_TOO_PLAIN'],
  ])('%j is refused', (password, code) => {
    expect(checkPassword(password, owner)?.code).toBe(code);
  });

  it('is refused when it is easily guessed, however long', () => {
    expect(checkPassword('password123456', { ...owner, guessesLog10: PASSWORD_GUESSES_LOG10 - 0.1 })?.code).toBe(
      'PASSWORD_COMMON',
    );
  });

  it('is long enough in characters, not in bytes, and need not mix kinds of them', () => {
    expect(checkPassword('扶贫项目全流程管理好了吗', owner)).toBeNull();
    expect(checkPassword('correct horse', owner)).toBeNull();
    expect(checkPassword('wang.xiaoming-2026', owner)).toBeNull();
  });
});
