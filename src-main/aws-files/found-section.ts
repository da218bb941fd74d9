import type { Section, Setting } from './document.ts';
import type { Lint } from './lints.ts';
import { settingsBetween, type SettingTable } from './setting-table.ts';

/** A section as it is found line by line. A class for the sake of one thing: `settings` that are made when asked for. */
export class FoundSection implements Section {
  readonly botocoreName: string | null;
  readonly smithyName: string | null;
  readonly line: number;
  readonly start: number;
  readonly indentEnd: number;
  readonly headerEnd: number;
  end: number;
  blockedBy: Lint | null = null;
  private readonly table: SettingTable;
  private readonly firstSetting: number;
  private endSetting: number;
  private found: readonly Setting[] | null = null;

  constructor(
    names: Pick<Section, 'botocoreName' | 'smithyName'>,
    place: Pick<Section, 'line' | 'start' | 'indentEnd' | 'headerEnd'>,
    table: SettingTable,
  ) {
    this.botocoreName = names.botocoreName;
    this.smithyName = names.smithyName;
    this.line = place.line;
    this.start = place.start;
    this.indentEnd = place.indentEnd;
    this.headerEnd = place.headerEnd;
    this.end = place.headerEnd;
    this.table = table;
    this.firstSetting = table.count;
    this.endSetting = table.count;
  }

  get settings(): readonly Setting[] {
    this.found ??= settingsBetween(this.table, this.firstSetting, this.endSetting);
    return this.found;
  }

  /** All settings that were added to the table since are this section's. */
  endAt(end: number): void {
    this.end = end;
    this.endSetting = this.table.count;
  }
}
