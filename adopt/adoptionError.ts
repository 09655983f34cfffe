/** Why something cannot be adopted, in a sentence for the person who asked. */
export class AdoptionError extends Error {}
