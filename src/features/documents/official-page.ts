import 'server-only';
import { DocumentGridType } from 'docx';

/**
 * The page of an official document, GB/T 9704: A4, 37 mm above, 28 mm left, 26 mm right, 35 mm below, so that the type
 * area is 156 × 225 mm with 22 lines of 28 characters; 3号 is 16 pt, 2号 is 22 pt, 4号 is 14 pt.
 */
export const twips = (millimetres: number) => Math.round((millimetres / 25.4) * 1440);

export const LINE_PITCH = 579;
export const BODY_HALF_POINTS = 32;
export const TITLE_HALF_POINTS = 44;
export const NUMBER_HALF_POINTS = 28;

// By their Latin names, under which Word and WPS know them too; the standard asks for fangsong, not its GB2312 cut.
export const BODY_FONT = 'FangSong';
export const TITLE_FONT = 'SimSun';
/** 小标宋, where it is installed; else the reader's program takes its own Song */
export const OFFICIAL_TITLE_FONT = 'FZXiaoBiaoSong-B05S';
export const LABEL_FONT = 'SimHei';
export const SUBHEADING_FONT = 'KaiTi';

export const PAGE = {
  size: { width: twips(210), height: twips(297) },
  margin: { top: twips(37), left: twips(28), right: twips(26), bottom: twips(35) },
};
export const TYPE_AREA = twips(156);

/** 22 lines a page, as wide as their characters run. */
export const LINE_GRID = { type: DocumentGridType.LINES, linePitch: LINE_PITCH };
/**
 * 28 characters a line: each a quarter of a point narrower than 16 pt (the unit is 1/20 pt). Not by a grid of characters,
 * which some programs read as a multiple of their own.
 */
export const BODY_SPACING = -5;
