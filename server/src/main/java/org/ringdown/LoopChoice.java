package org.ringdown;

import org.ringdown.config.Configuration;
import org.ringdown.worker.LoopKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which kind of loop carries media, and why.
 *
 * @param why completes "media by …: "
 */
record LoopChoice(LoopKind kind, String why) {
    private static final Logger LOG = LoggerFactory.getLogger(LoopChoice.class);

    static LoopChoice of(Configuration.Media media) {
        if (media.loop() == Configuration.MediaLoop.NIO)
            return new LoopChoice(LoopKind.NIO, "media.loop says so");
        return LoopKind.EPOLL
                .whyNot()
                .map(why -> new LoopChoice(LoopKind.NIO, why))
                .orElse(new LoopChoice(LoopKind.EPOLL, "it was tried, and works here"));
    }

    /** To the log: once, at the start. */
    void tell() {
        LOG.info("media by {}: {}", kind.words(), why);
    }
}
