module gocalls

go 1.23
