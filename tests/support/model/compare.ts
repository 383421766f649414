import type { Reach } from './reach';
import { after, beginning, type Command, type Money, paidFen, reasonsAgainst } from './reference';

/** What runs commands: the rules alone, or the mutations on a database. */
export type Answer = { refusal: string | null; repaidFen?: bigint };
export type Seen = { status: string; begun: boolean; paidFen: bigint; owedFen: bigint; instalments: readonly string[] };
export type Machine = { run(command: Command, before: Money): Promise<Answer> | Answer; see(): Promise<Seen> | Seen };

const say = ({ by, ...command }: Command) => `${JSON.stringify(command)} by ${by.name}`;

/** Runs commands on a machine and the reference side by side and throws at the first difference. */
export async function compare(machine: Machine, commands: readonly Command[], reach: Reach): Promise<void> {
  let money = beginning();
  let last: Command['kind'] | null = null;
  let isRepaid = false;
  for (const command of commands) {
    const reasons = reasonsAgainst(money, command);
    const { refusal, repaidFen = 0n } = await machine.run(command, money);
    reach.add(last, command.kind, refusal);
    if (refusal === null && reasons.length > 0) throw new Error(`${say(command)}: done in spite of ${reasons}`);
    // which instalment a repayment counts for is the plan's to say, not the reference's
    const isOpen = isRepaid && command.kind === 'sendBack' && refusal === 'REPAID_SINCE_RELEASE';
    if (refusal !== null && !isOpen && !reasons.includes(refusal))
      throw new Error(`${say(command)}: refused ${refusal}, expected ${reasons.length > 0 ? reasons : 'to be done'}`);
    if (refusal === null) {
      if (repaidFen < 0n || repaidFen > money.owedFen) throw new Error(`${say(command)}: repaid ${repaidFen}`);
      if (command.kind === 'repay' && command.amount === 'ALL' && repaidFen !== money.owedFen)
        throw new Error(`${say(command)}: ${repaidFen} of ${money.owedFen} repaid`);
      money = after(money, command, repaidFen);
      last = command.kind;
      if (last === 'repay') isRepaid = true;
    }
    const seen = await machine.see();
    const { status, begun, owedFen } = money;
    const wanted: Seen = {
      status,
      begun,
      paidFen: paidFen(money),
      owedFen,
      instalments: money.instalments.map((row) => row.state),
    };
    for (const name of Object.keys(wanted) as (keyof Seen)[])
      if (`${seen[name]}` !== `${wanted[name]}`)
        throw new Error(`after ${say(command)}: ${name} is ${seen[name]}, not ${wanted[name]}`);
  }
}
