// The properties that a page's module hands on to the quiz in a frame: colours and a length, for nothing of them loads
// anything. The colour of the text around it tells on what paper that stands, as it does where the quiz is in the page.

export const PROPERTIES = ["color", "--nq-paper", "--nq-accent", "--nq-pad"];
