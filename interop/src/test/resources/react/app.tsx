// The components of docs/guides/react.md, as an app of somebody has them; both of its entries show this.
import { StrictMode, useState } from 'react';
import { CallButton } from './CallButton';
import { Softphone } from './Softphone';

export function App() {
  const [ended, setEnded] = useState('');
  return (
    <StrictMode>
      <Softphone />
      <CallButton to="sales" onEnded={setEnded} />
      <p id="ended">{ended}</p>
    </StrictMode>
  );
}
