package org.ringdown.config;

import org.ringdown.wire.Plain;

/**
 * Something wrong in what the operator wrote.
 *
 * @param where "ringdown.yaml:12", "--set http.port" or the name of an environment variable
 * @param what one sentence: what is wrong and what was probably meant; never quotes a secret
 */
public record Mistake(Where where, String what) {
    private static final int LONGEST = 1000;

    public Mistake {
        what = Plain.text(what, LONGEST); // it may quote anything that stands in the file
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
