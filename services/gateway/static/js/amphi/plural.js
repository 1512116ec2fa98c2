// « 1 interne », « 3 internes »: French counts below two are singular.

export function plural(count, one, many = `${one}s`) {
  return `${count}\u00a0${Math.abs(count) < 2 ? one : many}`;
}
