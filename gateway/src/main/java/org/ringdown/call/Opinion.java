package org.ringdown.call;

import java.time.Instant;
import java.util.Optional;
import org.ringdown.wire.Plain;

/**
 * What a user of ours says of a call that they had.
 *
 * @param call the call's id, as in its record
 * @param score 1 (bad) to 5 (excellent), the scale of ITU-T P.800
 * @param issue what was wrong, in a word or a sentence
 */
public record Opinion(String call, String user, Instant at, int score, Optional<String> issue) {
    /** A sentence or two: the page's developer chooses the words, or the user does. */
    public static final int LONGEST_ISSUE = 300;

    public Opinion {
        issue = issue.map(Plain::text).filter(said -> !said.isBlank());
    }
}
