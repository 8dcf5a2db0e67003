/** Loaded before a command that is run in the city of a story: its clock is that of the story. */
const ahead = Number(process.env.SIMPUL_AHEAD_MS ?? 0);
const machine = Date.now;
Date.now = () => machine() + ahead;
