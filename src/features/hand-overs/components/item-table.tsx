import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { Status } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { HandOverKind, KeptReason } from '@/domain/hand-over';

type Item = {
  key: string;
  kind: HandOverKind;
  kept: KeptReason | null;
  reference: string | null;
  title: string | null;
  href: string | null;
};

/** The items of a hand-over: what each is, and whether it goes or why it stays. `done`: it has happened already. */
export async function ItemTable({ items, caption, done }: { items: readonly Item[]; caption: string; done: boolean }) {
  const t = await getTranslations('hand-overs');
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{t('columns.item')}</Th>
          <Th>{t('columns.reference')}</Th>
          <Th>{t('columns.kind')}</Th>
          <Th>{t('columns.result')}</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.key}>
            <RowHead>
              {item.title === null ? (
                <span className="font-normal text-ink-3">{t('notNamed')}</span>
              ) : item.href ? (
                <Link href={item.href}>{item.title}</Link>
              ) : (
                item.title
              )}
            </RowHead>
            <Td label={t('columns.reference')}>{item.reference ?? '--'}</Td>
            <Td label={t('columns.kind')}>{t(`kinds.${item.kind}`)}</Td>
            <Td phone="sub">
              {item.kept === null ? (
                <Status tone={done ? 'green' : 'accent'}>{t(done ? 'moved' : 'goes')}</Status>
              ) : (
                <>
                  <Status tone="amber" hollow>
                    {t('stays')}
                  </Status>{' '}
                  <span className="text-sm text-ink-2">{t(`reasons.${item.kept}`)}</span>
                </>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
