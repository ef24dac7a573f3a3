package org.ringdown;

import java.util.concurrent.Executor;
import org.ringdown.config.Configuration;
import org.ringdown.ladder.Ladders;
import org.ringdown.ladder.MailboxLadders;
import org.ringdown.ladder.MailboxLadders.Said;
import org.ringdown.ladder.PeerNames;
import org.ringdown.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is kept of calls for those who have to understand them. */
final class LadderSide {
    private static final Logger log = LoggerFactory.getLogger(LadderSide.class);

    private LadderSide() {}

    static Ladders of(Configuration configuration, Clock clock, Executor mailboxes) {
        int calls = configuration.ladder().calls();
        return calls == 0
                ? Ladders.OFF
                : new MailboxLadders(clock, mailboxes, calls, PeerNames.NONE, LadderSide::say);
    }

    /** One line for each thing that somebody has to mend. */
    private static void say(Said said) {
        if (!said.sentence().cure().isEmpty())
            log.info("call {}: {} ({})", said.call(), said.sentence(), said.sentence().rule());
    }
}
