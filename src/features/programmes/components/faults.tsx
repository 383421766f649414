import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import type { DefinitionFault } from '@/domain/definition-faults';
import type { WordList } from '@/domain/definition-sections';
import { formatAmount, formatRate } from '@/domain/money';
import { useDefinitionWords } from '../definition-words';

/** Which closed list names a param of a fault. */
const LISTS = {
  stage: 'stages',
  role: 'roles',
  applicantKind: 'applicantKinds',
  organisationKind: 'financierKinds',
  closing: 'closings',
  level: 'authorityLevels',
  milestone: 'milestones',
  generatedKind: 'generatedKinds',
} as const satisfies Record<string, WordList>;

/** A fault as a sentence that says what to do. */
function useFaultSentence() {
  const { t, option } = useDefinitionWords();
  return ({ code, params }: DefinitionFault) => {
    const words = Object.entries(params).map(([name, value]) => {
      if (name === 'amountFen') return [name, t('wanAmount', { amount: formatAmount(BigInt(value), 'WAN') })];
      if (name === 'shareBps') return [name, formatRate(Number(value))];
      const list = name in LISTS ? LISTS[name as keyof typeof LISTS] : null;
      return [name, list && value !== '' ? option(list, String(value)) : value];
    });
    return t(`faults.${code}`, Object.fromEntries(words));
  };
}

/** What cannot work, each with a link to the part in which it is mended; of one part where `linked` is off. */
export function Faults({
  definitionId,
  faults,
  linked = true,
}: {
  definitionId: string;
  faults: readonly DefinitionFault[];
  linked?: boolean;
}) {
  const { t } = useDefinitionWords();
  const sentence = useFaultSentence();
  if (faults.length === 0) return null;
  return (
    <Section aria-labelledby="faults">
      <SectionHead id="faults">{t('edit.faultsTitle')}</SectionHead>
      <ul className="border-l-4 border-red pl-3">
        {faults.map((fault) => (
          <li key={`${fault.code} ${fault.key} ${fault.row} ${JSON.stringify(fault.params)}`} className="py-0.75">
            {linked && (
              <Link className="block" href={`/programmes/${definitionId}/edit/${fault.section}`}>
                {t(`sections.${fault.section}`)}
              </Link>
            )}
            {sentence(fault)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
