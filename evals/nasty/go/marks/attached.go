// +build attached_so_a_doc_comment
package marks
