package org.ringdown.gateway;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.ringdown.call.CallRecords;
import org.ringdown.call.Recordings;
import org.ringdown.journal.Journal;
import org.ringdown.ladder.Ladders;
import org.ringdown.mailbox.Directory;
import org.ringdown.media.MediaEngine;
import org.ringdown.push.ClosedPages;
import org.ringdown.sip.auth.PasswordLookup;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.user.Tokens;
import org.ringdown.way.SipTransport;

/**
 * All that the gateway reaches outside of itself.
 *
 * @param executor runs the mailboxes' tasks, which never block
 * @param random beyond prediction outside of tests: ids, tokens and ICE passwords are made of it
 * @param passwords of users, for SIP phones
 * @param ladders note what passes the ports; the media floor has been given theirs already
 * @param recordings where the sound of calls is kept
 * @param closed browsers that are to be woken for calls
 */
public record Surroundings(
        Clock clock,
        Timers timers,
        RandomGenerator random,
        Executor executor,
        MediaEngine media,
        SipTransport sip,
        Tokens tokens,
        PasswordLookup passwords,
        CallRecords records,
        Journal journal,
        Directory directory,
        Ladders ladders,
        Recordings recordings,
        ClosedPages closed) {

    /** With somebody at each port who notes for the ladders what passes. */
    Surroundings watched() {
        return new Surroundings(
                clock,
                timers,
                random,
                executor,
                media,
                ladders.watch(sip),
                tokens,
                passwords,
                ladders.watch(records),
                ladders.watch(journal),
                directory,
                ladders,
                recordings,
                closed);
    }
}
