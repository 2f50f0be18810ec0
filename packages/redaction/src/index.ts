/** Personal data masked in what people say and write, before anybody reads it. */
export {}
