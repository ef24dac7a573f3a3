package org.ringdown.cli;

import java.io.IOException;
import org.ringdown.config.Configuration;

/** The gateway as the command line sees it: something that starts and ends. */
@FunctionalInterface
public interface Program {
    /** Returns when calls can be made. */
    Running start(Configuration configuration) throws IOException, CannotStart;

    /**
     * @param drain takes no new calls any more, and returns when those that are there have ended, or had their time
     * @param end ends calls politely, then everything else
     */
    record Running(Addresses addresses, Runnable drain, Runnable end) {}
}
