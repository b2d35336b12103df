// A process that does what a phone does with what people type, and waits while somebody reads its memory.
