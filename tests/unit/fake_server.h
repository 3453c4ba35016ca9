/*
 * A server of its own process that plays a script, for tests of lib/net: what a hostile or broken
 * server does can't be had from a real one.
 *
 * A script is text, one step a line:
 *   C WORDS   reads a line of the client, which has to hold WORDS; its first word is the tag
 *   S TEXT    sends TEXT and CRLF; $ stands for the tag
 *   R TEXT    sends TEXT alone; \r and \n stand for themselves
 *   M         reads a mail up to its lone dot
 *   B N       reads N bytes
 *   D TEXT    sends TEXT without end, again and again, byte by byte with pauses
 *   F TEXT    sends TEXT without end, as fast as it goes
 *   H         does nothing any more, and keeps the connection
 *   N         closes, and takes the next connection
 * and closes at its end. A line that does not fit is answered "* BYE" or "421", and the words.
 */
#ifndef UNIT_FAKE_SERVER_H
#define UNIT_FAKE_SERVER_H

#include <stdbool.h>
#include <sys/types.h>

struct fake_server {
	pid_t pid;
	int port;
	struct fake_log *log; /* shared with the process */
};

/* Starts it on a free port of 127.0.0.1; it ends with this process, at the latest. */
void fake_server_start(struct fake_server *server, const char *script);
void fake_server_stop(struct fake_server *server);

/* True where the client has sent these words by now (the first 64 KB are looked at). */
bool fake_server_heard(const struct fake_server *server, const char *words);

/* The number of connections so far. */
unsigned fake_server_visits(const struct fake_server *server);

#endif
