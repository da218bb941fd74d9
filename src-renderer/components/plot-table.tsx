import { WholeWords } from './whole-words.tsx';
import classes from './plot-table.module.css';

/** The first cell of a row names it. Cells of `isNumber` columns stand under each other by their last digit. */
export interface PlotTableContent {
  readonly columns: readonly { readonly label: string; readonly isNumber?: boolean }[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly string[] }[];
}

/** What a picture shows, as a table. Wider than its place, it scrolls by itself. */
export function PlotTable(props: { readonly title: string; readonly table: PlotTableContent }) {
  const { columns, rows } = props.table;
  const classOf = (column: number) =>
    columns[column]?.isNumber === true ? (classes.number ?? '') : '';
  return (
    <div className={classes.scroller} role="region" aria-label={props.title} tabIndex={0}>
      <table className={classes.table} aria-label={props.title}>
        <thead>
          <tr>
            {columns.map(({ label }, at) => (
              <th key={label} scope="col" className={classOf(at)}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells: [name, ...others] }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {others.map((cell, at) => (
                <td key={columns[at + 1]?.label} className={classOf(at + 1)}>
                  <WholeWords>{cell}</WholeWords>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
