package org.ringdown.gateway;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.ringdown.call.CallRecords;
import org.ringdown.journal.Journal;
import org.ringdown.leg.sip.SipTransport;
import org.ringdown.mailbox.Directory;
import org.ringdown.media.MediaEngine;
import org.ringdown.sip.auth.PasswordLookup;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.user.Tokens;

/**
 * All that the gateway reaches outside of itself.
 *
 * @param executor runs the mailboxes' tasks, which never block
 * @param random beyond prediction outside of tests: ids, tokens and ICE passwords are made of it
 * @param passwords of users, for SIP phones
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
        Directory directory) {}
