import { type Outcome, returnTargets, STAGES, type Stage, transitionOf, VERBS, type Verb } from '@/domain/stage';
import labels from '@/i18n/messages/zh-CN/cases.json';
import { markdownTable, pageHead } from './doc-text';

const verbLabels: Record<string, string> = labels.verbs;
const eventLabels: Record<string, string> = labels.events;

const eventLabel = (verb: Verb) => eventLabels[transitionOf(verb).event.replaceAll('.', '_')] ?? '';
/** The button's word; what the system takes by itself has no button and is called as its event. */
const verbLabel = (verb: Verb) => verbLabels[verb] ?? eventLabel(verb);
const named = (verb: Verb) => `${verb} ${verbLabel(verb)}`;

type Edge = { from: string; to: string; verb: Verb };

/** Edges with the same two ends become one, so that the drawing stays legible. */
function drawEdges(edges: Edge[]): string[] {
  const byEnds = new Map<string, Verb[]>();
  for (const { from, to, verb } of edges) {
    const ends = `${from} --> ${to}`;
    byEnds.set(ends, [...(byEnds.get(ends) ?? []), verb]);
  }
  return [...byEnds].map(([ends, verbs]) => `  ${ends}: ${verbs.map(named).join(' · ')}`);
}

const EARLIER = 'EARLIER';

/** Where a verb leads from one stage, with all seven stages in use; endings and pauses are in the other drawing. */
function stageEdges(verb: Verb, from: Stage): Edge[] {
  const next = STAGES[STAGES.indexOf(from) + 1];
  switch (transitionOf(verb).to) {
    case 'NEXT':
      return next ? [{ from, to: next, verb }] : [];
    case 'NEXT_STEP':
      return [{ from, to: from, verb }, ...(next ? [{ from, to: next, verb }] : [])];
    case 'BACK': {
      const before = STAGES[STAGES.indexOf(from) - 1];
      return before ? [{ from, to: before, verb }] : [];
    }
    case 'CHOSEN':
      return returnTargets(from, STAGES).length > 0 ? [{ from, to: EARLIER, verb }] : [];
    case 'SAME':
      return [{ from, to: from, verb }];
  }
}

const isAboutStatus = (verb: Verb) => {
  const { becomes, statuses } = transitionOf(verb);
  return becomes !== 'SAME' && (statuses.length > 1 || statuses[0] !== becomes || becomes === 'CLOSED');
};

const isDrawnByStage = (verb: Verb) => !isAboutStatus(verb);

function drawStages(): string {
  const edges = VERBS.filter(isDrawnByStage).flatMap((verb) =>
    transitionOf(verb).from.flatMap((stage) => stageEdges(verb, stage)),
  );
  const first = STAGES[0];
  return [
    'stateDiagram-v2',
    ...STAGES.map((stage) => `  ${stage}: ${stage} ${labels.stages[stage]}`),
    `  ${EARLIER}: any earlier stage`,
    `  [*] --> ${first}`,
    ...drawEdges(edges),
  ].join('\n');
}

function drawStatuses(): string {
  const edges = VERBS.filter(isAboutStatus).flatMap((verb) => {
    const { statuses, becomes, outcome } = transitionOf(verb);
    const to = outcome ?? becomes;
    return statuses.filter((status) => status !== to).map((status) => ({ from: status as string, to, verb }));
  });
  // Each way of ending is a state of its own, so that reopening is drawn once, from all of them together.
  const outcomes = [...new Set(edges.map((edge) => edge.to).filter((to): to is Outcome => to in labels.outcomes))];
  return [
    'stateDiagram-v2',
    ...(['OPEN', 'AWAITING_SUPPLEMENT', 'SUSPENDED'] as const).map(
      (status) => `  ${status}: ${status} ${labels.statuses[status]}`,
    ),
    `  state "CLOSED ${labels.statuses.CLOSED}" as CLOSED {`,
    ...outcomes.map((outcome) => `    ${outcome}: ${outcome} ${labels.outcomes[outcome]}`),
    '  }',
    '  [*] --> OPEN',
    ...drawEdges(edges),
  ].join('\n');
}

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join('<br>');

const DESTINATIONS = {
  NEXT: 'next stage',
  NEXT_STEP: 'next review step, after the last the next stage',
  BACK: 'the review step or stage it came from',
  CHOSEN: 'an earlier stage, chosen',
  SAME: 'same stage',
} as const;

function describeVerb(verb: Verb): string[] {
  const row = transitionOf(verb);
  const status = row.becomes === 'SAME' ? '' : `, \`${row.becomes}\`${row.outcome ? ` as \`${row.outcome}\`` : ''}`;
  return [
    `\`${verb}\` ${verbLabel(verb)}${row.automatic ? ' (by the system)' : ''}`,
    row.from.length === STAGES.length ? 'every stage' : code(row.from),
    code(row.statuses),
    `${DESTINATIONS[row.to]}${status}`,
    `\`${row.permission}\``,
    row.needs.length > 0 ? code(row.needs) : '–',
    row.reason ? 'yes' : '–',
    `\`${row.event}\` ${eventLabel(verb)}`,
  ];
}

/** docs/states.md: the transition table as two drawings and one table. */
export function describeStates(): string {
  return `${pageHead('The life of a case', 'src/domain/stage.ts')}
A case stands in one of seven **stages** and has one of four **statuses**. One table of transitions says who may do what
when; buttons, the server's checks, tests and this page are made from it. A programme's definition selects the stages it
uses and the review steps of acceptance (programme A: the county, then the financier); the drawings use all seven.

## Stages

A review step more, an assignment or a partial approval leaves the case in its stage. A return voids what was approved
after the stage it goes to.

\`\`\`mermaid
${drawStages()}
\`\`\`

## Statuses and outcomes

\`\`\`mermaid
${drawStatuses()}
\`\`\`

## Every transition

The **gates** are rules over the facts of the case (\`src/domain/gates.ts\`); the first that is shut is told to the person
as a sentence. **Reason**: the person must say why. What the system takes by itself follows from another verb and has no
button.

${markdownTable(
  ['Verb', 'From', 'Status', 'To', 'Permission', 'Gates', 'Reason', 'Event'],
  VERBS.map((verb) => describeVerb(verb)),
)}
`;
}
