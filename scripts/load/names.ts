import { bigrams } from '@/lib/text';
import type { Random } from './random';

type Word = readonly [zh: string, pinyin: string];

const SURNAMES: readonly Word[] = [
  ['王', 'wang'],
  ['李', 'li'],
  ['张', 'zhang'],
  ['刘', 'liu'],
  ['陈', 'chen'],
  ['杨', 'yang'],
  ['赵', 'zhao'],
  ['黄', 'huang'],
  ['周', 'zhou'],
  ['吴', 'wu'],
  ['徐', 'xu'],
  ['孙', 'sun'],
  ['胡', 'hu'],
  ['朱', 'zhu'],
  ['高', 'gao'],
  ['林', 'lin'],
  ['何', 'he'],
  ['郭', 'guo'],
  ['马', 'ma'],
  ['罗', 'luo'],
];
const GIVEN: readonly Word[] = [
  ['伟', 'wei'],
  ['芳', 'fang'],
  ['娜', 'na'],
  ['敏', 'min'],
  ['静', 'jing'],
  ['强', 'qiang'],
  ['磊', 'lei'],
  ['军', 'jun'],
  ['洋', 'yang'],
  ['勇', 'yong'],
  ['艳', 'yan'],
  ['杰', 'jie'],
  ['娟', 'juan'],
  ['涛', 'tao'],
  ['明', 'ming'],
  ['超', 'chao'],
  ['秀', 'xiu'],
  ['霞', 'xia'],
  ['平', 'ping'],
  ['刚', 'gang'],
  ['桂', 'gui'],
  ['英', 'ying'],
  ['华', 'hua'],
  ['玉', 'yu'],
  ['兰', 'lan'],
  ['红', 'hong'],
  ['建', 'jian'],
  ['国', 'guo'],
  ['文', 'wen'],
  ['辉', 'hui'],
  ['力', 'li'],
  ['春', 'chun'],
];
const TRADES: readonly Word[] = [
  ['肉羊养殖', 'rouyangyangzhi'],
  ['生猪养殖', 'shengzhuyangzhi'],
  ['食用菌大棚', 'shiyongjundapeng'],
  ['茶叶初制', 'chayechuzhi'],
  ['中药材种植', 'zhongyaocaizhongzhi'],
  ['小麦加工', 'xiaomaijiagong'],
  ['果园滴灌', 'guoyuandiguan'],
  ['蔬菜基地', 'shucaijidi'],
];
const FORMS: Record<string, Word> = {
  FAMILY_FARM: ['家庭农场', 'jiatingnongchang'],
  COOPERATIVE: ['农民专业合作社', 'nongminzhuanyehezuoshe'],
  ENTERPRISE: ['农业有限公司', 'nongyeyouxiangongsi'],
  VILLAGE_COLLECTIVE: ['股份经济合作社', 'gufenjingjihezuoshe'],
};

export type Searchable = { text: string; pinyin: string; initials: string; pairs: readonly string[] };

/** What a word is found by; initials of a word of several syllables are those of its characters' first letters here. */
function searchable(...words: readonly Word[]): Searchable {
  const text = words.map(([zh]) => zh).join('');
  return {
    text,
    pinyin: words.map(([, letters]) => letters).join(''),
    initials: words.map(([, letters]) => letters.slice(0, 1)).join(''),
    pairs: bigrams(text),
  };
}

export type Named = { applicant: Searchable; title: Searchable };

/** An applicant's name, and the title of what they want to do. */
export function nameApplicant(kind: string, random: Random): Named {
  const person: Word[] = [random.pick(SURNAMES), random.pick(GIVEN), random.pick(GIVEN)];
  const form = FORMS[kind];
  const words = form ? [...person.slice(1), form] : person;
  return { applicant: searchable(...words), title: searchable(...words, random.pick(TRADES)) };
}
