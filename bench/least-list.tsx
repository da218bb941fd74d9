/** The floor of a search: ten thousand roles, a field, and of those that hold what is typed the ones in view. */
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { MANY_ROLES } from './many-roles.ts';

const ROW_HEIGHT = 48;
const HEIGHT = 600;
const TEXTS = MANY_ROLES.map(({ name, roleArn }) =>
  `${name} ${roleArn.split(':')[4]}`.toLowerCase(),
);

function LeastList() {
  const [typed, setTyped] = useState('');
  const [scrollTop, setScrollTop] = useState(0);
  const found = MANY_ROLES.filter((_, index) => TEXTS[index]!.includes(typed));
  const first = Math.floor(scrollTop / ROW_HEIGHT);
  const inView = found.slice(first, first + Math.ceil(HEIGHT / ROW_HEIGHT) + 1);
  return (
    <>
      <input type="search" onChange={(event) => setTyped(event.target.value)} />
      <div
        role="grid"
        aria-rowcount={found.length}
        style={{ height: HEIGHT, overflow: 'auto' }}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <div style={{ height: found.length * ROW_HEIGHT, position: 'relative' }}>
          {inView.map(({ name, roleArn }, index) => (
            <div key={name} style={{ position: 'absolute', top: (first + index) * ROW_HEIGHT }}>
              {name} {roleArn}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}

createRoot(document.getElementById('root')!).render(<LeastList />);
