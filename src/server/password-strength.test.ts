import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, it } from 'vitest';
import { PASSWORD_MIN } from '@/domain/password';
import { judgePassword } from './password-strength';

const judge = (password: string) => judgePassword(password, 'wang.xiaoming', ['王晓明', 'Wang Xiaoming'])?.code;

describe('a password that everybody guesses', () => {
  it('is refused: every common one that is long enough', () => {
    const common = (dictionary['passwords-common'] as string[]).filter(
      (password) => Array.from(password).length >= PASSWORD_MIN,
    );
    expect(common.length).toBeGreaterThan(250);
    expect(common.filter((password) => judge(password) === undefined)).toEqual([]);
  });

  it.each([
    'password123456',
    'Passw0rd2026!!',
    'Admin@123456',
    'qwertyuiop123',
    '1qaz2wsx3edc',
    'fuqiaofuqiao',
    'abcdefghijkl',
    '202611232026',
  ])('%s is refused', (password) => expect(judge(password)).toMatch(/PASSWORD_(COMMON|TOO_PLAIN)/));

  it.each(['correct horse battery', 'kx93-mplq-7trw', '长江大桥在兰考终于修好了', 'yyyKq7 vLm2 zR'])(
    '%s is taken',
    (password) => expect(judge(password)).toBeUndefined(),
  );
});
