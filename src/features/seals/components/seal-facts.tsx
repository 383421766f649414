import { useTranslations } from 'next-intl';
import { DataList } from '@/components/ui/data-list';
import { SayBar } from '@/components/ui/say-bar';
import { formatInstant } from '@/lib/format-day';
import type { SealState } from '../queries';

const MEGABYTE = 1_000_000;

/** How far the record is sealed and signed, and what an auditor copies down to hold against it later. */
export function SealFacts({ state }: { state: SealState }) {
  const t = useTranslations('seals');
  const { checkpoint } = state;
  return (
    <>
      {state.late > 0 && (
        <SayBar tone="red" detail={t('lateHint')}>
          {t('late', { count: state.late, seconds: state.oldestSeconds })}
        </SayBar>
      )}
      {(checkpoint === null || checkpoint.isLate) && (
        <SayBar tone="red" detail={t('signingStoppedHint')}>
          {t(checkpoint === null ? 'neverSigned' : 'signingStopped')}
        </SayBar>
      )}
      <DataList
        columns={1}
        facts={[
          { label: t('sealed'), value: t('sealedValue', { sealed: Number(state.sealed), chains: state.chains }) },
          { label: t('signedAt'), value: checkpoint ? formatInstant(checkpoint.at) : t('none') },
          { label: t('root'), value: <Code>{checkpoint?.root ?? t('none')}</Code> },
          { label: t('signature'), value: <Code>{checkpoint?.signature ?? t('none')}</Code> },
          { label: t('publicKey'), value: <Code>{state.publicKey ?? t('none')}</Code> },
          {
            label: t('files'),
            value: t('filesValue', {
              count: checkpoint?.files ?? 0,
              size: ((checkpoint?.bytes ?? 0) / MEGABYTE).toFixed(1),
            }),
          },
        ]}
      />
    </>
  );
}

function Code({ children }: { children: string }) {
  return <span className="font-mono text-xs break-all">{children}</span>;
}
