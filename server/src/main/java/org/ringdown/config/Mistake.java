package org.ringdown.config;

/**
 * Something wrong in what the operator wrote.
 *
 * @param where "ringdown.yaml:12", "--set http.port" or the name of an environment variable
 * @param what one sentence: what is wrong and what was probably meant; never quotes a secret
 */
public record Mistake(Where where, String what) {
    @Override
    public String toString() {
        return where + ": " + what;
    }
}
