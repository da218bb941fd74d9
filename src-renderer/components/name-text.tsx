import { Fragment } from 'react';

/** A name, an e-mail address maybe, which breaks where its parts end. */
export function NameText({ name }: { readonly name: string }) {
  return name.split(/(?<=[.@_/+=,-])/).map((part, index) => (
    <Fragment key={index}>
      {index === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}
