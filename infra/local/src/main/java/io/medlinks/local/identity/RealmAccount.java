package io.medlinks.local.identity;

/**
 * An account of the local stack's realm.
 *
 * @param id its id, which is the subject of its tokens
 * @param username the name somebody signs in with
 * @param firstName first name
 * @param lastName last name
 * @param role the role in the realm: patient, doctor or operator
 */
public record RealmAccount(String id, String username, String firstName, String lastName, String role) {

}
