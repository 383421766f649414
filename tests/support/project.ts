import { enrolHousehold, newSeed, ProjectJourney } from '../../prisma/seed/project-journey';

const DAY = '2026-03-02';
export const PROJECT_FEN = 100_000_000n;

/** A project of one million, established on a day: what money still waits for is missing. */
export async function establishedProject(day = DAY): Promise<ProjectJourney> {
  const project = new ProjectJourney(day, newSeed());
  await project.apply(PROJECT_FEN);
  await project.review();
  return project.establish();
}

/** The same with notice (2 to 11 March), agreement and papers: on 12 March the first instalment may be asked for. */
export async function projectBeforeMoney(): Promise<ProjectJourney> {
  const project = await establishedProject();
  await project.announce('2026-03-11');
  await project.link([await enrolHousehold(DAY, newSeed()), await enrolHousehold(DAY, newSeed())]);
  return project.fileForMoney();
}

/** The same with the first two fifths paid on 12 March. */
export async function projectUnderWay(): Promise<ProjectJourney> {
  const project = await projectBeforeMoney();
  return project.on('2026-03-12').pay();
}
