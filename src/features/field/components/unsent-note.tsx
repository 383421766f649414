'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Link } from '@/components/ui/link';
import { SayBar } from '@/components/ui/say-bar';
import { listEntries } from '@/lib/private-store';
import { UNSENT_PREFIX } from '../entries';

/** Says how many drafts of the field wait on this phone to be sent; nothing when there are none. */
export function UnsentNote({ userId }: { userId: string }) {
  const t = useTranslations('field');
  const [count, setCount] = useState(0);
  useEffect(() => {
    void listEntries(userId, UNSENT_PREFIX)
      .then((entries) => setCount(entries.length))
      .catch(() => undefined);
  }, [userId]);
  if (count === 0) return null;
  return (
    <SayBar tone="amber" live className="my-3" detail={<Link href="/field">{t('goSend')}</Link>}>
      {t('unsentCount', { count })}
    </SayBar>
  );
}
