import { cookies } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { heldName } from '@/server/cookie-name';
import { localeCookie, toLocale } from './locale';
import { messages } from './messages';

export default getRequestConfig(async () => {
  const locale = toLocale((await cookies()).get(heldName(localeCookie))?.value);
  return { locale, messages: messages[locale], timeZone: 'Asia/Shanghai' };
});
