import 'server-only';
import type { Label } from '@/domain/actor';
import type { Period } from '@/domain/bulletin';
import { type BulletinText, readBulletinText } from '@/domain/bulletin-text';
import { translatorFor } from '@/i18n/translator';
import type { Tx } from '@/server/db';
import type { Computed } from './compute-queries';
import { figuresByName } from './figure-names';
import { sayPeriod } from './official-words';
import type { BulletinPlace } from './place';

type Wanted = {
  place: BulletinPlace;
  programmeId: string;
  period: Period;
  organisationId: string;
  computed: Computed;
};
type FirstWords = { title: string; documentWord: string; overview: BulletinText; demands: BulletinText };

/**
 * The words with which a draft begins, in the language of official papers, about what there is: a target, somebody pressed.
 * The word of its number is that of the office's last.
 */
export async function firstWords(tx: Tx, wanted: Wanted): Promise<FirstWords> {
  const { place, programmeId, period, organisationId, computed } = wanted;
  const t = translatorFor('zh-CN');
  const programme = await tx.programme.findUniqueOrThrow({ where: { id: programmeId }, select: { name: true } });
  const last = await tx.bulletin.findFirst({
    where: { organisationId },
    orderBy: { draftedAt: 'desc' },
    select: { documentWord: true },
  });
  const title = { place: place.name, programme: (programme.name as Label).zh, period: sayPeriod(period) };
  return {
    title: t('bulletins.template.title', title),
    documentWord: last?.documentWord ?? t('bulletins.template.documentWord'),
    overview: read([
      t('bulletins.template.overview') + (computed.targetMeasure ? t('bulletins.template.withTarget') : ''),
      t('bulletins.template.introduction'),
    ]),
    demands: read([
      t('bulletins.template.demands'),
      ...(computed.units.some(({ pressed }) => pressed.length > 0) ? [t('bulletins.template.toPressed')] : []),
      t('bulletins.template.toFinanciers'),
    ]),
  };
}

// The messages' own words: a name of a figure that is none is a fault of theirs, which their test finds.
function read(paragraphs: readonly string[]): BulletinText {
  const text = readBulletinText(paragraphs.join('\n'), figuresByName());
  if (!text.ok) throw new Error(`words of a bulletin: ${JSON.stringify(text.refusal)}`);
  return text.text;
}
