import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Button } from '#renderer/components/button.tsx';
import { FilterChip } from '#renderer/components/filter-chip.tsx';
import { SearchBox } from '#renderer/components/search-box.tsx';
import { ACTIVITY_WORDS } from '#renderer/words/activity.ts';
import { type Group, GROUPS } from './shown-entries.ts';
import type { ShownActivity } from './use-shown-activity.ts';
import classes from './activity-toolbar.module.css';

/** What happened, each kind a filter; something to look for; and how many entries are shown. */
export function ActivityToolbar({ activity }: { readonly activity: ShownActivity }) {
  const { group, target, query, shown, entries } = activity;
  const isFiltered = group !== null || target !== null || query !== '';
  return (
    <div className={classes.toolbar}>
      <ToggleButtonGroup
        className={classes.group ?? ''}
        aria-label={ACTIVITY_WORDS.kinds}
        selectionMode="single"
        selectedKeys={group === null ? [] : [group]}
        onSelectionChange={([chosen]) => {
          const next = (chosen ?? group) as Group | null;
          if (next !== null) activity.toggleGroup(next);
        }}
      >
        {GROUPS.map((one) => (
          <FilterChip key={one} id={one}>
            {ACTIVITY_WORDS.groups[one]}
          </FilterChip>
        ))}
      </ToggleButtonGroup>
      <div className={classes.line}>
        <SearchBox
          label={ACTIVITY_WORDS.find}
          placeholder={ACTIVITY_WORDS.find}
          clearLabel={ACTIVITY_WORDS.clearFind}
          value={query}
          onChange={activity.find}
        />
        <span className={classes.shown} role="status">
          {ACTIVITY_WORDS.shown(shown.length, entries.length, activity.hasMore)}
          {target === null ? null : (
            <span className={classes.target}> {ACTIVITY_WORDS.ofTarget(target)}</span>
          )}
        </span>
        {isFiltered ? (
          <Button tone="plain" size="s" onPress={activity.showAll}>
            {ACTIVITY_WORDS.all}
          </Button>
        ) : null}
        <span className={classes.apart}>
          <FilterChip isSelected={activity.hasPicture} onChange={activity.showPicture}>
            {ACTIVITY_WORDS.picture}
          </FilterChip>
        </span>
      </div>
    </div>
  );
}
