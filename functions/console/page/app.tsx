/** A placeholder. */
export function App() {
  return <h1>CLARITY</h1>;
}
