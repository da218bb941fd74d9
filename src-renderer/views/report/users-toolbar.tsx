import type { Key } from 'react-aria-components';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Button } from '#renderer/components/button.tsx';
import { FilterChip } from '#renderer/components/filter-chip.tsx';
import { SearchBox } from '#renderer/components/search-box.tsx';
import { numberWords } from '#renderer/words/number.ts';
import { filterLabel, filterWords, REPORT_WORDS } from '#renderer/words/report.ts';
import type { ShownUsers } from './use-shown-users.ts';
import classes from './users-toolbar.module.css';

/** What is found, each a filter; a name to look for; and how many are shown. */
export function UsersToolbar({ users }: { readonly users: ShownUsers }) {
  const { filter, filters, shown, rows, query } = users;
  const isFiltered = filter !== null || query !== '';
  return (
    <div className={classes.toolbar}>
      <div className={classes.findings}>
        <span className={classes.label} id="report-findings">
          {REPORT_WORDS.findings}
        </span>
        {filters.findings.length === 0 ? (
          <span>{REPORT_WORDS.nothing}</span>
        ) : (
          <ToggleButtonGroup
            className={classes.group ?? ''}
            aria-labelledby="report-findings"
            selectionMode="single"
            selectedKeys={filter === null ? [] : [filter.id]}
            onSelectionChange={(keys) => users.toggle(chosenOf(keys) ?? filter?.id ?? '')}
          >
            {filters.findings.map((one) => (
              <FilterChip key={one.id} id={one.id}>
                {filterLabel(one)} <span className={classes.count}>{numberWords(one.count)}</span>
              </FilterChip>
            ))}
          </ToggleButtonGroup>
        )}
      </div>
      <div className={classes.line}>
        <SearchBox
          label={REPORT_WORDS.filter}
          placeholder={REPORT_WORDS.filter}
          clearLabel={REPORT_WORDS.clearFilter}
          value={query}
          onChange={users.find}
        />
        <span className={classes.shown} role="status">
          {REPORT_WORDS.shown(shown.length, rows.length)}
          {filter === null ? null : (
            <span className={classes.filter}> · {filterWords(filter)}</span>
          )}
        </span>
        {isFiltered ? (
          <Button tone="plain" size="s" onPress={users.showAll}>
            {REPORT_WORDS.all}
          </Button>
        ) : null}
        <span className={classes.apart}>
          <FilterChip isSelected={users.hasPictures} onChange={users.showPictures}>
            {REPORT_WORDS.pictures}
          </FilterChip>
        </span>
      </div>
    </div>
  );
}

function chosenOf(keys: ReadonlySet<Key>): string | null {
  const [key] = keys;
  return key === undefined ? null : String(key);
}
